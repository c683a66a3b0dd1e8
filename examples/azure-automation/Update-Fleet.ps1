<#
.SYNOPSIS
Applies the inventory to all hosts, or says what would change: a runbook for a Hybrid Runbook Worker with PowerShell 7.6.
.DESCRIPTION
The inventory lies on the worker, say a checkout that another job keeps up to date; the variable asset ProxyManagerInventory names it. SSH
authenticates as the worker's user does: with its agent or its key files.

The signing key is the encrypted variable asset ProxyManagerKey, or, with -VaultName, the secret ProxyManagerKey of a key vault that the
worker's managed identity may read. It is on the disk only while the job runs, readable by its owner alone.
.PARAMETER Limit
Which hosts; all by default.
.PARAMETER VaultName
The key vault with the signing key.
.PARAMETER WhatIf
Say what would change, and change nothing.
#>
param([string] $Limit = 'all', [string] $VaultName, [bool] $WhatIf = $false)

$ErrorActionPreference = 'Stop'
Import-Module ProxyManager
$env:PM_INVENTORY = Get-AutomationVariable -Name ProxyManagerInventory

$directory = (New-Item -ItemType Directory -Path ([IO.Path]::GetTempPath()) -Name "proxymanager-$(New-Guid)").FullName
$keyFile = Join-Path $directory fleet.key
try {
    if ($VaultName) {
        $null = Connect-AzAccount -Identity
        $key = Get-AzKeyVaultSecret -VaultName $VaultName -Name ProxyManagerKey -AsPlainText
    }
    else { $key = Get-AutomationVariable -Name ProxyManagerKey }
    $null = New-Item -ItemType File -Path $keyFile
    if (-not $IsWindows) { [IO.File]::SetUnixFileMode($keyFile, 'UserRead, UserWrite') }
    Set-Content -LiteralPath $keyFile -Value $key

    # One line a host: job streams show text best. Errors of single hosts go to the error stream and do not stop the others.
    $failed = $null
    Invoke-PmReconcile $Limit -Key $keyFile -Force -WhatIf:$WhatIf -ErrorAction Continue -ErrorVariable failed | ForEach-Object {
        if ($_.PSObject.Properties['Verdict']) { "$($_.Host): $($_.Verdict), $($_.Applied) applied, $($_.Repaired) repaired, generation $($_.Generation)" }
        else { "$($_.Host): would $($_.Change) $($_.Kind) $($_.Name)" }
    }
}
finally { Remove-Item -LiteralPath $directory -Recurse -Force }

# The job itself fails too, so that its alert fires.
if ($failed) { throw "$($failed.Count) of the hosts did not come to the inventory: $($failed.TargetObject -join ', ')" }
