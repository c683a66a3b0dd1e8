BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmPeer' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'sets values in the lines of a block' {
        Get-PmPeer nas | Set-PmPeer -Mtu 1400 -Via ams1, fra1
        Get-Difference | Should -Be '+    via: [ams1, fra1]', '+    mtu: 1400'
    }

    It 'never writes what it was not given' {
        Get-PmPeer | Set-PmPeer
        Get-Text | Should -BeExactly $text
    }
}
