#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds out/bin/pm, out/agent/linux-x64/pm-agent and out/module/ProxyManager. The recipe is scripts/build.proj, which scripts/build.sh calls too.
.EXAMPLE
./Build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    # What to do; Build is the default.
    [ValidateSet('Build', 'Programs', 'Portable', 'Test', 'Package', 'Format', 'Clean')]
    [string] $Task = 'Build'
)

dotnet msbuild "$PSScriptRoot/scripts/build.proj" -nologo -v:m "-t:$Task"
exit $LASTEXITCODE
