BeforeAll {
    . $PSScriptRoot/Fleet.ps1

    # A fleet whose lock may be written.
    $fleet = Join-Path $TestDrive fleet.yml
    $lock = Join-Path $TestDrive fleet.lock.yml
    Copy-Item $env:PM_INVENTORY $fleet
    $env:PM_INVENTORY = $fleet
}

Describe 'Initialize-PmHost' {
    BeforeEach {
        Clear-Request
        Remove-Item $lock -ErrorAction Ignore
    }

    It 'asks no host under -WhatIf, and writes no lock' {
        Initialize-PmHost -WhatIf | Should -BeNullOrEmpty
        Get-Request | Should -BeNullOrEmpty
        $lock | Should -Not -Exist
    }

    It 'records in the lock what hosts tell, and goes on after one that cannot be reached' {
        $outcomes = Initialize-PmHost -ErrorAction SilentlyContinue -ErrorVariable problem
        ($outcomes | Where-Object Host -eq ams1).Done | Should -Be 'made a WireGuard key'
        ($outcomes | Where-Object Host -eq nyc1).Verdict | Should -Be Unknown
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2001,*'
        $lock | Should -FileContentMatch 'ams1'
        $lock | Should -FileContentMatch 'fra1'
        $lock | Should -Not -FileContentMatch 'nyc1'
    }

    It 'records what came before the pipeline ended early' {
        $null = 'ams1' | Initialize-PmHost | Select-Object -First 1
        $lock | Should -FileContentMatch 'ams1'
    }

    It 'asks no host where the Caddy is not there' {
        { Initialize-PmHost ams1 -Caddy none } | Should -Throw -ErrorId 'PM2106,*'
        Get-Request | Should -BeNullOrEmpty
    }
}

Describe 'Remove-PmHost' {
    BeforeEach { Clear-Request }

    It 'asks no host under -WhatIf with -Force' {
        Remove-PmHost eu -WhatIf -Force | Should -BeNullOrEmpty
        Get-Request | Should -BeNullOrEmpty
    }

    It 'takes a host out of the lock, and leaves the inventory' {
        $null = Initialize-PmHost eu
        (Remove-PmHost ams1 -Force).Done | Should -Be 'removed everything of ours'
        $lock | Should -Not -FileContentMatch 'ams1'
        $lock | Should -FileContentMatch 'fra1'
        (Get-PmGateway ams1).Name | Should -Be ams1
    }

    It 'takes several hosts that only the lock knows' {
        $fleet = Join-Path $TestDrive shrunk.yml
        $whole = Get-Content -Raw $env:PM_INVENTORY
        Set-Content $fleet $whole
        $null = Initialize-PmHost eu -Inventory $fleet
        $whole -replace '(?m)^  (ams1|fra1):.*\n', '' -replace ', on: ams1', '' | Set-Content $fleet
        (Remove-PmHost ams1, fra1 -Inventory $fleet -Force).Host | Sort-Object | Should -Be ams1, fra1
        Join-Path $TestDrive shrunk.lock.yml | Should -Not -FileContentMatch 'ams1|fra1'
    }
}
