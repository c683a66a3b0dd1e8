BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmPeer' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'sets the same for several, as one edit' {
        (New-PmPeer nuc, tv -Owner ana -GenerateKey).Name | Should -Be nuc, tv
        $null = Set-PmPeer nas, nuc -Keepalive 25s
        (Get-Text) -split "`n" -match 'keepalive: 25s' | Should -HaveCount 2
        Get-PmPeer nuc, tv | ForEach-Object Address | Sort-Object -Unique | Should -HaveCount 2
        Remove-PmPeer nuc, tv
        (Get-PmPeer).Name | Should -Be nas
    }

    It 'sets values in the lines of a block' {
        Get-PmPeer nas | Set-PmPeer -Mtu 1400 -Via ams1, fra1
        Get-Difference | Should -Be '+    via: [ams1, fra1]', '+    mtu: 1400'
    }

    It 'takes the place of a secret, and never the secret' {
        Set-PmPeer nas -PresharedKey env:NAS_PSK
        Get-Difference | Should -Be '+    presharedKey: env:NAS_PSK'
        (Get-PmPeer nas).PresharedKey | Should -Be env:NAS_PSK
        $failure = { Set-PmPeer nas -PresharedKey cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA= } | Should -Throw -PassThru
        "$failure" | Should -Not -Match cHBw
    }

    It 'never writes what it was not given' {
        Get-PmPeer | Set-PmPeer
        Get-Text | Should -BeExactly $text
    }
}
