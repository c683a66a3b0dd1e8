BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe '-WhatIf of cmdlets that edit the inventory' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'leaves every byte as it is: <_>' -ForEach @(
        { New-PmGateway lon1 -Ssh root@lon1 -Endpoint 203.0.113.13:51820 -Edge haproxy @mode }
        { Set-PmGateway ams1 -Description Amsterdam @mode }
        { Remove-PmGateway nyc1 @mode }
        { Set-PmPeer nas -Owner ana @mode }
        { New-PmService nas smb -Port 445 @mode }
        { Set-PmService nas web -Port 9443 @mode }
        { Remove-PmService nas ssh -Cascade @mode }
        { New-PmFirewall fra1 @mode }
        { Remove-PmFirewall ams1 @mode }
        { New-PmFirewallRule ams1 tcp 443 @mode }
        { Set-PmFirewallRule ams1 tcp 22 -From 192.0.2.0/24 @mode }
        { Remove-PmFirewallRule ams1 tcp 22 @mode }
    ) {
        $before = [IO.File]::ReadAllBytes($env:PM_INVENTORY)
        $mode = @{ WhatIf = $true }
        $null = & $_
        [IO.File]::ReadAllBytes($env:PM_INVENTORY) | Should -Be $before
        # Without it the same command does write.
        $mode = @{}
        $null = & $_
        [IO.File]::ReadAllBytes($env:PM_INVENTORY) | Should -Not -Be $before
    }
}
