# Runs the PowerShell tests against the built module: Run.ps1 -Results FILE. Exit code 3 where there is no Pester.
param([Parameter(Mandatory)] [string] $Results)

if (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge 5.7)) { exit 3 }
Import-Module Pester -MinimumVersion 5.7
"PowerShell $($PSVersionTable.PSVersion), Pester $((Get-Module Pester).Version)"
$run = Invoke-Pester -Configuration @{
    Run = @{ Path = $PSScriptRoot; PassThru = $true }
    Output = @{ Verbosity = 'Detailed'; CIFormat = 'None' }
    TestResult = @{ Enabled = $true; OutputFormat = 'JUnitXml'; OutputPath = $Results }
}
exit [int]($run.Result -ne 'Passed')
