BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmPeer' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'names everything that names the peer, and removes nothing' {
        Remove-PmPeer nas -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1044,*'
        "$problem" | Should -BeLike "*fleet.yml:13:*route 'shop' names peer 'nas'*fleet.yml:14:*route 'git'*"
        Get-Text | Should -BeExactly $text
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
}
