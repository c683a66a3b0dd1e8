BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmRoute' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'changes the value that is meant' {
        Set-PmRoute git -Tcp 2223
        Get-Difference | Should -Be '+  git: { tcp: 2223, to: nas/ssh, on: ams1, allow: [198.51.100.0/24] }', '-  git: { tcp: 2222, to: nas/ssh, on: ams1, allow: [198.51.100.0/24] }'
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

    It 'adds what is not there' { (Set-PmRoute new -Tcp 99 -To nas/ssh -PassThru).Name | Should -Be new }

    It 'writes nothing under -WhatIf' {
        Set-PmRoute git -Tcp 2223 -WhatIf
        Get-Text | Should -BeExactly $text
    }
}
