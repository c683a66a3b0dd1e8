BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Get-PmInventory' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'tells which inventory counts here' {
        $inventory = Get-PmInventory
        $inventory.Fleet, $inventory.Files, $inventory.Network, $inventory.Gateways | Should -Be acme, $env:PM_INVENTORY, 10.20.0.0/16, 3
    }
}
