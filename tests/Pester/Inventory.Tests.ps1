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

    It 'takes a group for the gateways in it, and names in any case' {
        (Get-PmRoute -On us).Name | Should -Be 'shop'
        (Get-PmRoute -On EU).Name | Should -Be 'shop', 'git'
        (Get-PmRoute S*).Name | Should -Be 'shop'
        (Get-PmGateway -Group US).Name | Should -Be 'nyc1'
    }

    It 'takes what belongs to an object from the pipeline' {
        (Get-PmPeer nas | Get-PmRoute).Name | Should -Be 'shop', 'git'
        (Get-PmGateway fra1 | Get-PmRoute).Name | Should -Be 'shop'
        (Get-PmGateway | Get-PmRoute).Name | Should -Be 'shop', 'git'
        (Get-PmService ssh | Get-PmRoute).Name | Should -Be 'git'
        (Get-PmRoute git | Get-PmRoute).Name | Should -Be 'git'
        (Get-PmService web | Get-PmService).To | Should -Be 'nas/web'
        (Get-PmService web | Get-PmPeer).Name | Should -Be 'nas'
        (Get-PmPeer nas | Get-PmService ssh).To | Should -Be 'nas/ssh'
    }

    It 'takes names from the pipeline' {
        ('shop', 'g*' | Get-PmRoute).Name | Should -Be 'shop', 'git'
        ('nas' | Get-PmPeer).Name | Should -Be 'nas'
        ('web' | Get-PmService).To | Should -Be 'nas/web'
        ('FRA1' | Get-PmGateway).Name | Should -Be 'fra1'
    }

    It 'makes no name of an object: <_>' -ForEach 'Get-PmRoute', 'Remove-PmRoute' {
        { & $_ (Get-PmRoute shop) } | Should -Throw '*a name is text*'
        @{ Port = 1 } | & $_ -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'misses no name that another object has' {
        $found = Get-PmGateway | Get-PmRoute git -ErrorVariable problems
        $found.Name | Should -Be git
        $problems | Should -BeNullOrEmpty
    }

    It 'takes nothing for an object that names nothing' -ForEach @(
        @{ cmdlet = 'Get-PmRoute' }, @{ cmdlet = 'Get-PmPeer' }, @{ cmdlet = 'Get-PmGateway' }, @{ cmdlet = 'Get-PmService' }, @{ cmdlet = 'Get-PmFirewall' }, @{ cmdlet = 'Get-PmFirewallRule' }
    ) {
        [pscustomobject]@{ Inventory = $env:PM_INVENTORY } | & $cmdlet -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.CategoryInfo.Category | Should -Be InvalidArgument
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

    It 'has an error for a filter that means nothing: <cmdlet> <filter.Keys>' -ForEach @(
        @{ cmdlet = 'Get-PmGateway'; filter = @{ Group = 'typo' } }
        @{ cmdlet = 'Get-PmPeer'; filter = @{ Group = 'typo' } }
        @{ cmdlet = 'Get-PmService'; filter = @{ HostName = 'typo' } }
        @{ cmdlet = 'Get-PmRoute'; filter = @{ On = 'typo' } }
        @{ cmdlet = 'Get-PmFirewall'; filter = @{ Scope = 'typo' } }
        @{ cmdlet = 'Get-PmFirewallRule'; filter = @{ Scope = 'typo' } }
    ) {
        & $cmdlet @filter -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PM2111,*'
        $problem[0].TargetObject | Should -Be typo
    }

    It 'has no error for a pattern that matches nothing' {
        Get-PmGateway none* -Group no*, eu -ErrorAction Stop | Should -BeNullOrEmpty
        Get-PmRoute -On no* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'knows the groups that every inventory has' {
        (Get-PmGateway -Group gateways -ErrorAction Stop).Name | Should -Be ams1, fra1, nyc1
        (Get-PmGateway -Group managed -ErrorAction Stop).Name | Should -Be ams1, fra1, nyc1
        Get-PmGateway -Group peers -ErrorAction Stop | Should -BeNullOrEmpty
        (Get-PmPeer -Group all -ErrorAction Stop).Name | Should -Be nas
        Get-PmPeer -Group managed -ErrorAction Stop | Should -BeNullOrEmpty
        (Get-PmRoute -On gateways -ErrorAction Stop).Name | Should -Be shop, git
    }

    It 'says which name was meant, or what to do' {
        Get-PmPeer nsa, elsewhere -ErrorAction SilentlyContinue -ErrorVariable problems
        "$($problems[0])" | Should -Be "there is no peer 'nsa' in the inventory. Next: did you mean 'nas'?"
        "$($problems[1])" | Should -BeLike "there is no peer 'elsewhere' in the inventory. Next: look at the names*"
    }

    It 'shows advice once' {
        Get-PmPeer nsa -ErrorAction SilentlyContinue -ErrorVariable problems
        $shown = $problems | Out-String
        [regex]::Matches($shown, 'did you mean').Count | Should -Be 1
    }

    It 'has a code and advice for a pattern that is none' {
        { Get-PmPeer '[ab' } | Should -Throw -ErrorId 'PM2113,*' -PassThru | ForEach-Object { "$($_.ErrorDetails)" } | Should -BeLike '*bracket*'
    }

    It 'has identity first in tables of other programs: <_>' -ForEach 'Get-PmGateway', 'Get-PmPeer', 'Get-PmRoute' {
        (& $_ | Select-Object -First 1).PSObject.Properties.Name[0..1] | Should -Be Fleet, Name
    }

    It 'shows a route within 80 columns, with all that it has' {
        $shown = (Get-PmRoute git | Out-String -Width 80).Trim() -split '\r?\n'
        $shown[0] | Should -Be 'Fleet: acme'
        $shown[2].TrimEnd() | Should -Match '^Name\s+Kind\s+Public\s+To\s+On\s+Allow$'
        $shown[4].TrimEnd() | Should -Match '^git\s+Forward\s+tcp/2222\s+nas/ssh\s+ams1\s+198\.51\.100\.0/24$'
    }

    It 'takes services by the name of their host alone, from whatever has one' {
        ([pscustomobject]@{ HostName = 'nas' } | Get-PmService).Name | Should -Be web, ssh
        ([pscustomobject]@{ HostName = 'nas' } | Get-PmService ssh).Name | Should -Be ssh
        ([pscustomobject]@{ HostName = 'nas'; Name = 'web' } | Get-PmService).Name | Should -Be web
        ([pscustomobject]@{ HostName = 'ams1' } | Get-PmService) | Should -BeNullOrEmpty
    }

    It 'finds the inventory that the environment names on a drive of PowerShell' {
        $null = New-PSDrive -Name fleets -PSProvider FileSystem -Root (Split-Path $env:PM_INVENTORY)
        $other, $env:PM_INVENTORY = $env:PM_INVENTORY, 'fleets:/fleet.yml'
        try {
            (Get-PmPeer nas).Inventory | Should -Be $other
            $line = 'Get-PmPeer n'
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be nas
            $env:PM_INVENTORY = 'none:/fleet.yml'
            { Get-PmPeer } | Should -Throw '*none:/fleet.yml*drive*none*' -ErrorId 'PM2113*'
        }
        finally { $env:PM_INVENTORY = $other; Remove-PSDrive fleets }
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
