# What has to be true of a fleet: Invoke-Pester examples/pester, with PM_INVENTORY naming the inventory and the module on PSModulePath.
BeforeDiscovery {
    Import-Module ProxyManager
    $gateways = Get-PmGateway | Where-Object Managed
    $routes = Get-PmRoute | Where-Object Enabled
    # These may be used by everybody.
    $public = @('shop')
}

BeforeAll { . $PSScriptRoot/BeInSync.ps1 }

Describe 'The inventory' {
    It 'is valid' { Test-PmInventory -Quiet | Should -BeTrue }
    It 'lets only some use <_.Name>' -ForEach ($routes | Where-Object Name -notin $public) {
        $_.Allow | Should -Not -BeNullOrEmpty -Because "everybody could reach $($_.Public -join ', ')"
    }
}

# A host that cannot be read is an error, which ends a test: it has no numbers that could be right.
Describe 'The gateway <_.Name>' -ForEach $gateways {
    It 'is as the inventory says' { $_ | Should -BeInSync }
    It 'has nothing to apply' { $_ | Get-PmPlan -ErrorAction Stop | Should -BeNullOrEmpty }

    It 'has a session with every peer' {
        $status = $_ | Get-PmStatus -ErrorAction Stop
        $status.PeersUp | Should -Be $status.PeersTotal
    }

    It 'had nothing to put right today' { ($_ | Get-PmStatus -ErrorAction Stop).DriftLast24Hours | Should -Be 0 }
}

Describe 'The route <_.Name>' -ForEach $routes {
    It 'has a healthy upstream on every gateway' {
        foreach ($gateway in $_ | Test-PmConnection -ErrorAction Stop | Group-Object Host) {
            $gateway.Group.Works | Should -Contain $true -Because "on $($gateway.Name): $($gateway.Group.Reason -join '; ')"
        }
    }
}
