BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmGateway' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'sets a value for the gateways of a group' {
        Get-PmGateway -Group eu | Set-PmGateway -Mtu 1380
        (Get-Difference) -match '^\+' | Should -HaveCount 2
        Get-Text | Should -BeLike '*edge: haproxy, groups: `[eu`], mtu: 1380 }*'
    }
}
