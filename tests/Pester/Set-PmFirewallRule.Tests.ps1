BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'takes out what a rule can be without, and not what names it' {
        Set-PmFirewallRule ams1 tcp 22 -Clear From
        (Get-PmFirewallRule).From | Should -BeNullOrEmpty
        { Set-PmFirewallRule ams1 tcp 22 -Clear Tcp } | Should -Throw -ErrorId 'PM2116,*' -PassThru | ForEach-Object { "$($_.ErrorDetails)" } | Should -BeLike '*Tcp*From, Description*'
    }

    It 'sets networks of rules from the pipeline' {
        (Get-PmFirewallRule | Set-PmFirewallRule -From 192.0.2.0/24 -PassThru).From | Should -Be 192.0.2.0/24
        Get-Difference | Should -Be '+  ams1: { open: [{ tcp: 22, from: [192.0.2.0/24] }] } # the office', '-  ams1: { open: [{ tcp: 22, from: [198.51.100.0/24] }] } # the office'
    }
}
