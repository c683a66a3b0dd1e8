BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmFirewall' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'begins a baseline that opens nothing' {
        $baseline = New-PmFirewall fra1 -Icmp:$false -Description cellar -PassThru
        $baseline.Icmp, $baseline.Open.Count, $baseline.Description | Should -Be $false, 0, cellar
        Get-Difference | Should -Be '+  fra1: { icmp: false, description: cellar }'
    }

    It 'fails for one that is there' {
        New-PmFirewall ams1 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1042,*'
    }
}
