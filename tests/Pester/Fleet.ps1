# What the tests share: the built module, a fleet of stand-in hosts, a signing key. Dot-source it in BeforeAll.
Import-Module (Join-Path $PSScriptRoot '../../out/module/ProxyManager') -Force -WarningAction SilentlyContinue
$env:PM_INVENTORY = Join-Path $PSScriptRoot 'Hosts/fleet.yml'
$env:PM_TEST_REQUESTS = Join-Path $TestDrive 'requests'
$env:PM_KEY = Join-Path $TestDrive "$(New-Guid).key"
$stands = Join-Path $PSScriptRoot 'Hosts'
if (-not $env:PATH.StartsWith($stands)) { $env:PATH = $stands + [IO.Path]::PathSeparator + $env:PATH }
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
$null = New-PmSigningKey $env:PM_KEY

function Clear-Request { Set-Content -LiteralPath $env:PM_TEST_REQUESTS, "$env:PM_TEST_REQUESTS.json" -Value @() }
function Get-Request { @(Get-Content -LiteralPath $env:PM_TEST_REQUESTS) }
function Get-RequestBody { Get-Content -LiteralPath "$env:PM_TEST_REQUESTS.json" | ConvertFrom-Json }

# Writes an inventory of the stand-in hosts for Test-PmConnection. Its gateways are not asked about from outside: their address is this machine's, and UDP cannot be seen.
function Set-InsideFleet([string] $Path, [string] $Routes) {
    Set-Content -LiteralPath $Path @"
fleet: acme
network: { v4: 10.20.0.0/16 }
gateways:
  ams1: { ssh: root@ordered, endpoint: "127.0.0.1:51820", address: 10.20.0.1, edge: haproxy }
  fra1: { ssh: root@differing, endpoint: "127.0.0.1:51821", address: 10.20.0.2, edge: haproxy }
  nyc1: { ssh: root@unreachable, endpoint: "127.0.0.1:51822", address: 10.20.0.3, edge: haproxy }
peers:
  nas: { address: 10.20.1.10, publicKey: W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=, services: { dns: { port: 53, protocol: udp } } }
routes:
$Routes
"@
}
