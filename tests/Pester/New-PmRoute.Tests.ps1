BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmRoute' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'says of a second one of that name that this edit adds the first' {
        $row = [pscustomobject]@{ Name = 'x'; Tcp = 9; To = 'nas/ssh' }
        $row, $row | New-PmRoute -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -BeLike "*fleet.yml:1:1: *route 'x' was added by this same edit*"
        $problem[0].CategoryInfo.Category, $problem[0].TargetObject | Should -Be ResourceExists, x
        (Get-PmRoute x).To | Should -Be nas/ssh
    }

    It 'takes where it leads from objects that were made of services' {
        Get-PmService web | Select-Object @{ n = 'Name'; e = { "$($_.Host)-web" } }, @{ n = 'Sni'; e = { "$($_.Host).example.com" } }, To | New-PmRoute
        (Get-PmRoute nas-web).To | Should -Be nas/web
    }

    It 'adds one line in the style of its neighbours' {
        New-PmRoute cam -Tcp 554 -To nas/web -On ams1 -Allow 198.51.100.0/24, 203.0.113.0/24
        Get-Difference | Should -Be '+  cam: { tcp: 554, to: nas/web, on: ams1, allow: [198.51.100.0/24, 203.0.113.0/24] }'
    }

    It 'says under -WhatIf where the route would stand, and writes nothing' {
        New-PmRoute cam -Tcp 554 -To nas/web -WhatIf
        Get-Text | Should -BeExactly $text
    }

    It 'takes where to and the name from a service, and no other value of it' {
        $route = Get-PmPeer nas* | Get-PmService web | New-PmRoute -Sni app.example.com -PassThru
        $route.Name, $route.Port, "$($route.To)" | Should -Be web, 443, nas/web
    }

    It 'takes a row of a table as a route, empty cells as not given' {
        Set-Content (Join-Path $directory routes.csv) 'Name,Sni,To,Allow,Port', 'one,one.example.com,nas/web,198.51.100.0/24;192.0.2.0/24,', '"two","a.example.com,b.example.com",nas/web,,8444'
        Import-Csv (Join-Path $directory routes.csv) | New-PmRoute
        Get-Difference | Should -Be @(
            '+  one: { sni: [one.example.com], to: nas/web, allow: [198.51.100.0/24, 192.0.2.0/24] }'
            '+  two: { sni: [a.example.com, b.example.com], port: 8444, to: nas/web }')
    }

    It 'refuses an empty list that was given: it would open the route to everybody' {
        { New-PmRoute open -Tcp 2299 -To nas/ssh -Allow @() } | Should -Throw -ErrorId 'PM2116,*'
        { Set-PmRoute git -Clear Allow -Allow 198.51.100.0/24 } | Should -Throw -ErrorId 'PM2116,*'
        Get-Text | Should -BeExactly $text
    }

    It 'refuses an empty list of an object, but not of a copy of a route that has none there' {
        { '[{"Name":"open","Tcp":2299,"To":"nas/ssh","Allow":[]}]' | ConvertFrom-Json | New-PmRoute } | Should -Throw -ErrorId 'PM2116,*'
        { Get-PmRoute git | Select-Object * | ForEach-Object { $_.Allow = @(); $_ } | Set-PmRoute } | Should -Throw -ErrorId 'PM2116,*'
        Get-PmRoute | Set-PmRoute
        Get-PmRoute | ConvertTo-Json | ConvertFrom-Json | Set-PmRoute
        Get-Text | Should -BeExactly $text
    }

    It 'goes on after a route that is there already' {
        $routes = 'git', 'new' | ForEach-Object { [pscustomobject]@{ Name = $_; Tcp = 1234; To = 'nas/ssh' } } | New-PmRoute -PassThru -ErrorAction SilentlyContinue -ErrorVariable problem
        $routes.Name | Should -Be new
        $problem.FullyQualifiedErrorId | Should -Be 'PM1042,ProxyManager.Cmdlets.Commands.NewPmRouteCommand'
    }

    It 'writes nothing of a pipeline whose result would have errors' {
        { 'a', 'b' | ForEach-Object { [pscustomobject]@{ Name = $_; Tcp = 1234; To = 'nas/ssh' } } | New-PmRoute } | Should -Throw -ErrorId 'PM1217,*'
        Get-Text | Should -BeExactly $text
    }

    It 'completes targets, gateways and words' {
        (TabExpansion2 'New-PmRoute x -To na').CompletionMatches.CompletionText | Should -Be nas/web, nas/ssh
        (TabExpansion2 'New-PmRoute x -On e').CompletionMatches.CompletionText | Should -Be eu
        (TabExpansion2 'New-PmRoute x -Balance l').CompletionMatches.CompletionText | Should -Be least_conn
    }

    It 'says that a column is left out which is nearly a parameter' {
        [pscustomobject]@{ Name = 'cam'; Tcp = 554; To = 'nas/web'; Alow = '192.0.2.0/24'; Remark = 'x' } | New-PmRoute -WarningVariable warnings 3>$null
        $warnings -like '*Alow*' | Should -Be "'Alow' is no parameter and was left out; did you mean 'Allow'?"
        "$warnings" | Should -Not -Match Remark
    }

    It 'writes no inventory where another of the pipeline would be wrong' {
        $other = Join-Path $directory other.yml
        Set-Content $other ((Get-Text) -replace 'fleet: \w+', 'fleet: other')
        $rows = [pscustomobject]@{ Name = 'cam'; To = 'nas/web'; Inventory = $env:PM_INVENTORY }, [pscustomobject]@{ Name = 'cam'; To = 'nas/none'; Inventory = $other }
        { $rows | New-PmRoute -Tcp 554 } | Should -Throw "*other.yml:*PM1102: peer 'nas' has no service 'none'*"
        Get-Text | Should -BeExactly $text
    }
}
