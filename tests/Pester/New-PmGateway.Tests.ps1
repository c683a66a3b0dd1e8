BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmGateway' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'adds one line, with the next free address' {
        (New-PmGateway par1 -Ssh root@203.0.113.20 -Endpoint 203.0.113.20:51820 -Edge haproxy -Groups eu -PassThru).Address | Should -Be 10.20.0.4
        Get-Difference | Should -Be '+  par1: { ssh: root@203.0.113.20, endpoint: "203.0.113.20:51820", address: 10.20.0.4, groups: [eu], edge: haproxy }'
    }

    It 'ends with everything that is wrong, and writes nothing' {
        { New-PmGateway par1 -Ssh root@x -Endpoint nowhere } | Should -Throw -ErrorId 'PM1008,*'
        Get-Text | Should -BeExactly $text
    }
}
