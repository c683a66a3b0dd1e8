# Loads the cmdlets from bin, which the build makes; the sources alone are no module.
$bin = Join-Path $PSScriptRoot 'bin'
$cmdlets = Join-Path $bin 'ProxyManager.Cmdlets.dll'
if (-not (Test-Path -LiteralPath $cmdlets)) {
    throw "ProxyManager has not been built: there is no '$cmdlets'. Run 'scripts/build.sh' or './Build.ps1' in the sources, and import 'out/module/ProxyManager' there."
}

# Their types appear in scripts as [ProxyManager.…] before the first cmdlet has run.
foreach ($library in 'Resources', 'Core', 'Control') {
    $null = [System.Reflection.Assembly]::LoadFrom((Join-Path $bin "ProxyManager.$library.dll"))
}

Import-Module -Name $cmdlets
