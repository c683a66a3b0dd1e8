BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmRoute' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'removes routes from the pipeline, whole lines' {
        Get-PmRoute s* | Remove-PmRoute
        Get-Difference | Should -Be '-  shop: { sni: [shop.example.com], to: nas/web }'
    }

    It 'removes nothing for a peer that no route leads to' {
        New-PmPeer tv -PublicKey xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        Get-PmPeer tv | Get-PmRoute | Remove-PmRoute
        Get-PmRoute | Should -HaveCount 2
    }

    It 'takes names' {
        'shop', 'git' | Remove-PmRoute
        Get-Text | Should -BeLike '*routes: {}*'
    }

    It 'has an error for a name that nothing has' {
        Remove-PmRoute gti -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1043,*'
        "$problem" | Should -BeLike "*did you mean 'git'*"
        $problem[0].CategoryInfo.Category, $problem[0].TargetObject | Should -Be ObjectNotFound, gti
    }

    It 'removes nothing under -WhatIf' {
        Remove-PmRoute git -WhatIf
        Get-Text | Should -BeExactly $text
    }
}
