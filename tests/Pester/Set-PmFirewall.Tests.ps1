BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmFirewall' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'sets values of baselines from the pipeline, and takes them out' {
        (Get-PmFirewall | Set-PmFirewall -Icmp:$false -PassThru).Icmp | Should -BeFalse
        Get-Text | Should -BeLike '*ams1: { open: `[{ tcp: 22, from: `[198.51.100.0/24`] }`], icmp: false } # the office*'
        Set-PmFirewall ams1 -Clear Icmp
        Get-Text | Should -BeExactly $text
    }

    It 'changes nothing under -WhatIf' {
        Set-PmFirewall all -Icmp -WhatIf
        Get-Text | Should -BeExactly $text
    }
}
