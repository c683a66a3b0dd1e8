BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmPeer' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'gives the next free address, and the same when asked again' {
        (New-PmPeer tv -PublicKey xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg= -PassThru).Address | Should -Be 10.20.0.4
        $after = Get-Text
        (New-PmPeer tv -PublicKey xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg= -PassThru).Address | Should -Be 10.20.0.4
        Get-Text | Should -BeExactly $after
    }

    It 'gives each peer of a pipeline an address of its own' {
        $peers = [pscustomobject]@{ Name = 'a'; PublicKey = 'xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=' }, [pscustomobject]@{ Name = 'b'; Ssh = 'root@b' } | New-PmPeer -PassThru
        $peers | ForEach-Object Address | Should -Be 10.20.0.4, 10.20.0.5
    }

    It 'hands out the file of a key that it made, and stores the public half only' {
        $file = New-PmPeer phone -GenerateKey -Owner ana
        $file.Content -match '(?m)^PrivateKey = (.+)$' | Should -BeTrue
        Get-Text | Should -Not -Match ([regex]::Escape($Matches[1].Trim()))
        (Get-PmPeer phone).PublicKey | Should -HaveCount 1
    }

    It 'makes no key for a peer that makes its own' {
        { New-PmPeer x -GenerateKey -Ssh root@x } | Should -Throw -ErrorId 'PM2116,*'
    }

    It 'writes the configuration where it is told, or changes nothing' {
        $config = New-PmPeer phone -GenerateKey -Path $TestDrive/phone.conf -PngPath $TestDrive/phone.png
        Get-Content $TestDrive/phone.conf -Raw | Should -Match '(?m)^PrivateKey = '
        $config.Content | Should -BeNullOrEmpty
        $after = Get-Text
        { New-PmPeer tv -GenerateKey -Path $TestDrive/phone.conf } | Should -Throw -ErrorId 'PM2141,*'
        { New-PmPeer tv -Path $TestDrive/tv.conf } | Should -Throw -ErrorId 'PM2116,*'
        Get-Text | Should -BeExactly $after
    }

    It 'warns of gateways that its configuration lacks' {
        $null = New-PmPeer phone -GenerateKey -WarningVariable warnings 3>$null
        $warnings -join "`n" | Should -Match 'ams1 has no WireGuard key yet and is left out of the configuration of phone'
    }

    It 'hands out nothing under -WhatIf' {
        New-PmPeer phone -GenerateKey -WhatIf | Should -BeNullOrEmpty
        Get-Text | Should -BeExactly $text
    }

    It 'gives the first of one name that comes twice its key' {
        $row = [pscustomobject]@{ Name = 'phone' }
        $config = $row, $row | New-PmPeer -GenerateKey -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction Ignore
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1042,*'
        $config.Name | Should -Be phone
        (Get-PmPeer phone).PublicKey | Should -Match '=$'
    }
}
