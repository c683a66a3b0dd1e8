BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Test-PmInventory' {
    It 'tells that a fleet is valid, and what is in it' {
        $report = Test-PmInventory
        $report.Valid | Should -BeTrue
        $report.Fleet, $report.Gateways, $report.Peers, $report.Routes | Should -Be 'acme', 3, 1, 2
    }

    It 'gives every error with its place as an object' {
        $broken = Join-Path $TestDrive broken.yml
        (Get-Content $env:PM_INVENTORY -Raw).Replace('nas/web', 'nas/wbe') | Set-Content $broken
        $report = Test-PmInventory -Inventory $broken
        $report.Valid | Should -BeFalse
        "$($report.Diagnostics | Where-Object Severity -eq Error)" | Should -BeLike "$broken*wbe*did you mean*web*"
        Test-PmInventory -Inventory $broken -Quiet | Should -BeFalse
    }

    It 'finds the fleet above the current location of PowerShell' {
        $deep = New-Item -ItemType Directory (Join-Path $TestDrive fleets/a/b)
        Copy-Item $env:PM_INVENTORY (Join-Path $TestDrive fleets)
        Push-Location $deep
        $inventory, $env:PM_INVENTORY = $env:PM_INVENTORY, $null
        try { (Test-PmInventory).Inventory | Should -Be (Join-Path $TestDrive fleets/fleet.yml) }
        finally { $env:PM_INVENTORY = $inventory; Pop-Location }
    }

    It 'ends with the code of the error where there is no inventory' {
        { Test-PmInventory -Inventory (Join-Path $TestDrive none.yml) } | Should -Throw -ErrorId 'PM*,ProxyManager.Cmdlets.Commands.TestPmInventoryCommand'
    }
}

Describe 'Get-PmGateway, Get-PmPeer, Get-PmService, Get-PmRoute' {
    It 'selects by wildcard and group' {
        (Get-PmGateway *1 -Group e*).Name | Should -Be 'ams1', 'fra1'
        (Get-PmRoute -On fra1).Name | Should -Be 'shop'
    }

    It 'pipes peers to their services by name' {
        $services = Get-PmPeer n* | Get-PmService
        $services.To | Should -Be 'nas/web', 'nas/ssh'
        $services[0].Port | Should -Be '8443'
    }

    It 'has an error for a name that nothing has, and goes on' {
        $found = Get-PmPeer nobody, nas -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.Name | Should -Be nas
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2111,*'
    }

    It 'shows identity first' {
        (Get-PmRoute git | Format-Table | Out-String -Width 200).Trim() -split '\r?\n' | Select-Object -First 1 |
            Should -Match '^Fleet\s+Name\s+Kind\s+Public\s+Port\s+To\s+On\s+Allow'
    }
}

Describe 'Get-PmConfig' {
    It 'renders the files of hosts from the pipeline' {
        $files = Get-PmGateway ams1 | Get-PmConfig
        $files.Host | Sort-Object -Unique | Should -Be ams1
        $files.Name | Should -Contain proxymanager.nft
    }

    It 'takes names from the pipeline and wildcards for files' {
        $file = 'nas' | Get-PmConfig -Name *.conf
        $file.Content | Should -BeLike '*Address = 10.20.1.10/32*'
    }
}

Describe 'New-PmSigningKey' {
    It 'writes nothing under -WhatIf' {
        New-PmSigningKey (Join-Path $TestDrive other.key) -WhatIf
        Join-Path $TestDrive other.key | Should -Not -Exist
    }

    It 'never writes over a key' {
        New-PmSigningKey $env:PM_KEY -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2202,*'
    }
}
