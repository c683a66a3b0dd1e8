# A copy of the fleet that a test may edit. Dot-source it in BeforeEach, after Fleet.ps1 in BeforeAll.
$directory = New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))
$env:PM_INVENTORY = Join-Path $directory fleet.yml
$text = (Get-Content (Join-Path $PSScriptRoot Hosts/fleet.yml) -Raw) + "firewall:`n  ams1: { open: [{ tcp: 22, from: [198.51.100.0/24] }] } # the office`n"
Set-Content -LiteralPath $env:PM_INVENTORY -Value $text -NoNewline

function Get-Text { Get-Content -LiteralPath $env:PM_INVENTORY -Raw }
function Get-Difference { Compare-Object ($text -split "`n") ((Get-Text) -split "`n") | ForEach-Object { ($_.SideIndicator -replace '<=', '-' -replace '=>', '+') + $_.InputObject } }
