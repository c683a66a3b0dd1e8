BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmFirewall' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'removes a baseline with its rules' {
        Get-PmFirewall | Remove-PmFirewall
        Get-PmFirewall | Should -BeNullOrEmpty
        Get-PmFirewallRule | Should -BeNullOrEmpty
    }

    It 'fails for one that is not there' {
        Remove-PmFirewall fra1 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1043,*'
        Get-Text | Should -BeExactly $text
    }
}
