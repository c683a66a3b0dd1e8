BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Export-PmPeerConfig' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'has a place for a key that was made elsewhere, and says so' {
        $config = Export-PmPeerConfig nas -WarningVariable warnings 3>$null
        $config.Name, $config.HasPrivateKey, $config.QrCode | Should -Be 'nas', $false, $null
        $config.Content | Should -Match "(?m)^# PrivateKey = put this device's"
        $warnings -join "`n" | Should -Match 'the private key of nas was made elsewhere'
    }

    It 'takes peers from the pipeline, a file each' {
        Get-PmPeer nas | Export-PmPeerConfig -Path { Join-Path $TestDrive "$($_.Name).conf" } -PngPath { Join-Path $TestDrive "$($_.Name).png" } 3>$null
        [int](Get-Item $TestDrive/nas.conf).UnixFileMode | Should -Be 384 -Because 'that is 0600'
        Get-Content $TestDrive/nas.png -AsByteStream -TotalCount 4 | Should -Be 0x89, 0x50, 0x4e, 0x47
    }

    It 'replaces a file with -Force only' {
        Set-Content $TestDrive/mine.conf mine
        Export-PmPeerConfig nas -Path $TestDrive/mine.conf -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PM2141,*'
        Get-Content $TestDrive/mine.conf | Should -Be mine
        $null = Export-PmPeerConfig nas -Path $TestDrive/mine.conf -Force 3>$null
        Get-Content $TestDrive/mine.conf -Raw | Should -Match '\[Interface\]'
    }

    It 'writes no peer over another, with -Force neither' {
        $null = New-PmPeer tv -PublicKey xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        $file = Join-Path $TestDrive "$(New-Guid).conf"
        'nas', 'tv' | Export-PmPeerConfig -Path $file -Force -ErrorVariable problems -ErrorAction SilentlyContinue 3>$null | ForEach-Object Name | Should -Be nas
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PM2141,*'
        Get-Content $file -Raw | Should -Match 'Address = 10.20.1.10/32'
    }

    It 'names the file instead of showing the text, and writes none under -WhatIf' {
        $file = Join-Path $TestDrive "$(New-Guid).conf"
        Export-PmPeerConfig nas -Path $file -WhatIf 3>$null | Should -BeNullOrEmpty
        $file | Should -Not -Exist
        $config = Export-PmPeerConfig nas -Path $file 3>$null
        $config.Content | Should -BeNullOrEmpty
        $config.Path | Should -Be $file
        $config.Warnings -join "`n" | Should -Match 'the private key of nas was made elsewhere'
        $file | Should -Exist
    }

    It 'goes on after a peer whose preshared key is not there' {
        Set-PmPeer nas -PresharedKey env:PM_TEST_NOT_SET
        $null = New-PmPeer tv -PublicKey xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        'nas', 'tv' | Export-PmPeerConfig -ErrorVariable problems -ErrorAction SilentlyContinue 3>$null | ForEach-Object Name | Should -Be tv
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PM2206,*'
    }

    It 'fills a private key in, and only the right one' {
        $made = New-PmPeer phone -GenerateKey -Qr
        $made.Content -match '(?m)^PrivateKey = (.+)$' | Should -BeTrue
        Set-Content $TestDrive/phone.key $Matches[1]
        (Export-PmPeerConfig phone -PrivateKeyPath $TestDrive/phone.key -Qr).QrCode | Should -BeExactly $made.QrCode
        Export-PmPeerConfig nas -PrivateKeyPath $TestDrive/phone.key -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PM2143,*'
    }

    It 'refuses a managed peer and goes on' {
        Set-PmPeer nas -Ssh root@nas
        $null = New-PmPeer tv -PublicKey xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        'nas', 'tv' | Export-PmPeerConfig -ErrorVariable problems -ErrorAction SilentlyContinue 3>$null | ForEach-Object Name | Should -Be tv
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PM2140,*'
    }

    It 'shows the text, or the QR code' {
        Export-PmPeerConfig nas 3>$null | Out-String | Should -Match 'Address = 10.20.1.10/32'
        Export-PmPeerConfig nas -Qr 3>$null | Out-String | Should -Match '█▀▀▀'
    }
}
