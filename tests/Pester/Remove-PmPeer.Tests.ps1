BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmPeer' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'names everything that names the peer, and removes nothing' {
        Remove-PmPeer nas -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1044,*'
        "$problem" | Should -BeLike "*fleet.yml:13:*route 'shop' names peer 'nas'*fleet.yml:14:*route 'git'*"
        Get-Text | Should -BeExactly $text
        $problem[0].CategoryInfo.Category, $problem[0].TargetObject | Should -Be ResourceBusy, nas
        $problem[0].Exception.Message | Should -BeLike "*fleet.yml:13:*route 'shop' names peer 'nas'*, and 1 more"
    }

    It 'tells under -WhatIf what each peer takes with it, and not what others do' {
        New-PmPeer tv -PublicKey xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        $log = Join-Path $TestDrive whatif.log
        $null = Start-Transcript $log
        try { 'nas', 'tv' | Remove-PmPeer -Cascade -WhatIf }
        finally { $null = Stop-Transcript }
        $said = Get-Content $log | Where-Object { $_ -like '*acme/*' }
        $said[0] | Should -BeLike "*acme/nas (*, removed: route 'shop', removed: route 'git')*"
        $said[1] | Should -BeLike '*acme/tv (fleet.yml:*)*'
        $said[1] | Should -Not -BeLike '*route*'
    }

    It 'takes with -Cascade what cannot be without it' {
        Remove-PmPeer nas -Cascade
        Get-PmPeer | Should -BeNullOrEmpty
        Get-PmRoute | Should -BeNullOrEmpty
        Get-PmGateway | Should -HaveCount 3
    }

    It 'removes nothing under -WhatIf' {
        Get-PmPeer | Remove-PmPeer -Cascade -WhatIf
        Get-Text | Should -BeExactly $text
    }

    It 'does not take an item of another kind for a peer of its name: <_>' -ForEach 'Remove-PmPeer', 'Set-PmPeer' {
        New-PmRoute nas -Tcp 9 -To nas/web
        $before = Get-Text
        $module = (Get-Module ProxyManager).ModuleBase
        { Get-PmRoute nas | & $_ -ErrorAction Stop } | Should -Throw '*the pipeline has a route, not a peer*'
        { Start-Job { Import-Module $using:module; Get-PmRoute nas } | Receive-Job -Wait -AutoRemoveJob | & $_ -ErrorAction Stop } | Should -Throw '*the pipeline has a route, not a peer*'
        Get-Text | Should -BeExactly $before
    }
}
