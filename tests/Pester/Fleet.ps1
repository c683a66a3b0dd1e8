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

function Clear-Request { Set-Content -LiteralPath $env:PM_TEST_REQUESTS -Value @() }
function Get-Request { @(Get-Content -LiteralPath $env:PM_TEST_REQUESTS) }
