# What has to be true of a fleet: Invoke-Pester examples/pester, with PM_INVENTORY naming the inventory and the module on PSModulePath.
BeforeDiscovery {
    Import-Module ProxyManager
    $gateways = Get-PmGateway | Where-Object Managed
    # These may be used by everybody.
    $public = @('shop')
    $routes = Get-PmRoute | Where-Object Name -notin $public
}

BeforeAll { . $PSScriptRoot/BeInSync.ps1 }

Describe 'The inventory' {
    It 'is valid' { Test-PmInventory -Quiet | Should -BeTrue }
    It 'lets only some use <_.Name>' -ForEach $routes { $_.Allow | Should -Not -BeNullOrEmpty -Because "everybody could reach $($_.Public -join ', ')" }
}

Describe 'The gateway <_.Name>' -ForEach $gateways {
    It 'is as the inventory says' { $_ | Should -BeInSync }

    It 'has a session with every peer' {
        $status = $_ | Get-PmStatus
        $status.PeersUp | Should -Be $status.PeersTotal
    }

    It 'had nothing to put right today' { ($_ | Get-PmStatus).DriftLast24Hours | Should -Be 0 }
}
