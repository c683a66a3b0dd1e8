# Adds an operator to Pester: Get-PmGateway -Group eu | Should -BeInSync. It takes hosts, or patterns of hosts.
function Test-BeInSync($ActualValue, [switch] $Negate, [string] $Because) {
    # A host that cannot be read is a change of kind Unknown, so it is never in sync.
    $changes = @($ActualValue | Get-PmPlan -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
    $inSync = $changes.Count -eq 0
    $reason = if ($Because) { ", because $Because" }
    [pscustomobject]@{
        Succeeded = $inSync -ne $Negate
        FailureMessage = if ($Negate) { "Expected a difference$reason, but every host is as the inventory says." }
        else { "Expected the hosts to be as the inventory says$reason, but:" + ($changes | ForEach-Object { "`n  $($_.Host): $($_.Change) $($_.Kind) $($_.Name) $($_.Lines -join '; ')" }) }
    }
}

if (-not (Get-ShouldOperator | Where-Object Name -eq BeInSync)) {
    Add-ShouldOperator -Name BeInSync -Test ${function:Test-BeInSync} -SupportsArrayInput
}
