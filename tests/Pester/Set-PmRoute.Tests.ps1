BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmRoute' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'changes the value that is meant' {
        Set-PmRoute git -Tcp 2223
        Get-Difference | Should -Be '+  git: { tcp: 2223, to: nas/ssh, on: ams1, allow: [198.51.100.0/24] }', '-  git: { tcp: 2222, to: nas/ssh, on: ams1, allow: [198.51.100.0/24] }'
    }

    It 'disables a route, which stays in the list' {
        (Set-PmRoute git -Enabled:$false -PassThru).Enabled | Should -BeFalse
        $routes = Get-PmRoute
        $routes.Name | Should -Be shop, git
        $routes.Enabled | Should -Be $true, $false
    }

    It 'says of a refused edit that nothing was written' {
        { Set-PmRoute git -To nowhere/ssh } | Should -Throw -ErrorId 'PM1102,*' -PassThru | ForEach-Object ErrorDetails |
            Should -BeLike '*nothing was written: lines and columns are those that the files would have after the edit'
    }

    It 'writes nothing where the values are those that are there' {
        $before = (Get-Item $env:PM_INVENTORY).LastWriteTimeUtc = [datetime]::UnixEpoch
        Set-PmRoute git -Tcp 2222 -Allow 198.51.100.0/24
        (Get-Item $env:PM_INVENTORY).LastWriteTimeUtc | Should -Be $before
    }

    It 'takes keys out, and sets nested ones' {
        (Set-PmRoute git -Clear Allow, On -HealthInterval 10s -PassThru).Allow | Should -BeNullOrEmpty
        Get-Text | Should -BeLike '*git: { tcp: 2222, to: nas/ssh, health: { interval: 10s } }*'
    }

    It 'changes routes from the pipeline, and nothing that was not given' {
        Get-PmRoute | Set-PmRoute -Description Public
        Get-Difference | Should -HaveCount 4
        Get-Text | Should -BeLike '*shop: { sni: `[shop.example.com`], to: nas/web, description: Public }*'
    }

    It 'takes the values of objects that were made of routes' {
        Get-PmRoute git | Select-Object Name, @{ n = 'Tcp'; e = { '2299' } } | Set-PmRoute
        Get-Text | Should -BeLike '*git: { tcp: 2299, to: nas/ssh*'
    }

    It 'cannot be given a route with another value' {
        { (Get-PmRoute shop).On = @('ams1') } | Should -Throw '*ReadOnly*'
        { (Get-PmPeer nas).Address = '10.20.1.11' } | Should -Throw '*ReadOnly*'
        { (Get-PmService web).Port = '1' } | Should -Throw '*ReadOnly*'
        { (Get-PmFirewall ams1).Icmp = $false } | Should -Throw '*ReadOnly*'
        { (Get-PmFirewallRule ams1).From = @() } | Should -Throw '*ReadOnly*'
    }

    It 'takes of a route that was JSON what has changed, and no defaults' {
        Get-PmRoute shop | ConvertTo-Json | ConvertFrom-Json | ForEach-Object { $_.Enabled = $false; $_ } | Set-PmRoute -Deny 198.51.100.7
        Get-Text | Should -BeLike '*shop: { sni: `[shop.example.com`], to: nas/web, deny: 198.51.100.7, enabled: false }*'
    }

    It 'edits an inventory once however often it is named' {
        $rows = [pscustomobject]@{ Name = 'git'; Tcp = 7; Inventory = $env:PM_INVENTORY }, [pscustomobject]@{ Name = 'git'; Description = 'Git' }
        $rows | Set-PmRoute
        Get-Text | Should -BeLike '*git: { tcp: 7, to: nas/ssh,*description: Git }*'
    }

    It 'has no warning that was there before' { Set-PmRoute git -Tcp 2223 -WarningAction Continue 3>&1 | Should -BeNullOrEmpty }

    It 'adds what is not there' { (Set-PmRoute new -Tcp 99 -To nas/ssh -PassThru).Name | Should -Be new }

    It 'writes nothing under -WhatIf' {
        Set-PmRoute git -Tcp 2223 -WhatIf
        Get-Text | Should -BeExactly $text
    }
}
