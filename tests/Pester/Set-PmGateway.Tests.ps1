BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmGateway' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'has the warnings that it brings' {
        $said = @(Set-PmGateway lon1 -Ssh root@lon1 -Endpoint 203.0.113.13:51820 -Edge haproxy -WarningAction Continue 3>&1)
        $said | Should -HaveCount 1
        "$said" | Should -BeLike "*PM1302: gateway 'lon1'*"
    }

    It 'sets a value for the gateways of a group' {
        Get-PmGateway -Group eu | Set-PmGateway -Mtu 1380
        (Get-Difference) -match '^\+' | Should -HaveCount 2
        Get-Text | Should -BeLike '*edge: haproxy, groups: `[eu`], mtu: 1380 }*'
    }
}
