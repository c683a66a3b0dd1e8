BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmInventory' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'begins an inventory that is valid, and never writes over one' {
        $file = New-PmInventory other (Join-Path $directory other.yml)
        (Test-PmInventory -Inventory $file.FullName).Fleet | Should -Be other
        New-PmInventory other $file.FullName -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2107,*'
    }

    It 'writes nothing under -WhatIf' {
        New-PmInventory other (Join-Path $directory none.yml) -WhatIf
        Join-Path $directory none.yml | Should -Not -Exist
    }
}
