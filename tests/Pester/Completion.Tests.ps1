# pm's own completion in PowerShell; the cmdlets need none of it.
Describe 'pm completion pwsh' {
    BeforeAll {
        $path = $env:PATH
        $env:PATH = (Resolve-Path $PSScriptRoot/../../out/bin).Path + [IO.Path]::PathSeparator + $path
        $env:PM_INVENTORY = Join-Path $PSScriptRoot 'Hosts/fleet.yml'
        pm completion pwsh | Out-String | Invoke-Expression
    }

    AfterAll { $env:PATH = $path }

    It "completes '<line>'" -ForEach @(
        @{ line = 'pm pla'; words = 'plan' }
        @{ line = 'pm plan --limit am'; words = 'ams1' }
        @{ line = 'pm bundle '; words = 'build', 'verify' }
    ) {
        $found = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $words | ForEach-Object { $found | Should -Contain $_ }
    }
}

Describe 'Completion of cmdlets' {
    BeforeAll { . $PSScriptRoot/Fleet.ps1 }

    It "completes '<line>'" -ForEach @(
        @{ line = 'Get-PmPlan a'; words = 'ams1' }
        @{ line = 'Get-PmPlan -Limit e'; words = 'eu' }
        @{ line = 'Get-PmGateway -Group u'; words = 'us' }
        @{ line = 'Get-PmPeer n'; words = 'nas' }
        @{ line = 'Get-PmService -HostName na'; words = 'nas' }
        @{ line = 'Get-PmService -HostName nas -Name w'; words = 'web' }
        @{ line = 'Get-PmService -HostName NAS -Name w'; words = 'web' }
        @{ line = 'Get-PmConfig am'; words = 'ams1' }
        @{ line = 'New-PmBundle out -Limit am'; words = 'ams1' }
        @{ line = 'Remove-PmRoute s'; words = 'shop' }
        @{ line = 'Test-PmConnection g'; words = 'git' }
        @{ line = 'New-PmFirewall al'; words = 'all' }
        @{ line = 'Set-PmGateway fra1 -Edge h'; words = 'haproxy' }
        @{ line = 'Set-PmRoute git -Clear Al'; words = 'Allow' }
        @{ line = 'Set-PmRoute git -On n'; words = 'nyc1' }
        @{ line = 'Set-PmRoute git -Clear '; words = 'Tcp', 'On', 'Allow' }
        @{ line = 'Set-PmFirewall all -Clear I'; words = 'Icmp' }
        @{ line = 'Set-PmFirewallRule ams1 tcp 22 -Clear '; words = 'From', 'Description' }
    ) {
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be $words
    }

    It 'finds the inventory on a drive of PowerShell' {
        $null = New-PSDrive -Name fleets -PSProvider FileSystem -Root (Split-Path $env:PM_INVENTORY)
        $other, $env:PM_INVENTORY = $env:PM_INVENTORY, $null
        try {
            $line = 'Get-PmPeer -Inventory fleets:/fleet.yml -Name n'
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be nas
        }
        finally { $env:PM_INVENTORY = $other; Remove-PSDrive fleets }
    }

    It 'has words for every parameter that is completed, and none of a broken inventory' {
        $broken = Join-Path $TestDrive broken.yml
        Set-Content $broken 'fleet: [', 'gateways: 7'
        $completed = foreach ($command in Get-Command -Module ProxyManager) {
            foreach ($parameter in $command.Parameters.Values) {
                $attribute = $parameter.Attributes | Where-Object { $_ -is [ArgumentCompleter] }
                if ($attribute) { @{ Command = $command.Name; Name = $parameter.Name; Completer = $attribute.Type::new() } }
            }
        }
        $completed.Count | Should -BeGreaterThan 50
        foreach ($one in $completed) {
            $one.Completer.CompleteArgument($one.Command, $one.Name, '', $null, @{}) | Should -Not -BeNullOrEmpty -Because "$($one.Command) -$($one.Name) has a completer"
            { $one.Completer.CompleteArgument($one.Command, $one.Name, '', $null, @{ Inventory = $broken }) } | Should -Not -Throw
        }
    }

    It 'completes nothing where there is no inventory, and does not fail' {
        $line = "Get-PmPeer -Inventory $TestDrive/none.yml -Name n"
        @((TabExpansion2 $line $line.Length).CompletionMatches.CompletionText) -like 'nas' | Should -BeNullOrEmpty
    }
}
