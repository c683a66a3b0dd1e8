BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Import-PmWireGuardConfig' {
    BeforeEach {
        . $PSScriptRoot/Editable.ps1
        Set-Content $TestDrive/office.conf @(
            '[Interface]'
            'PrivateKey = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA='
            'Address = 10.20.9.1/16'
            'ListenPort = 51820'
            'PostUp = true'
            '# phone'
            '[Peer]'
            'PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg='
            'AllowedIPs = 10.20.9.2/32'
        )
    }

    It 'takes a server and its peers over, and warns of what it does not' {
        $hosts = Import-PmWireGuardConfig $TestDrive/office.conf -Endpoint vpn.example.net -PassThru -WarningVariable warnings 3>$null
        $hosts.Name | Should -Be office, phone
        $hosts[1].Via | Should -Be office
        $warnings -join "`n" | Should -Match 'office\.conf:5:10: warning PM1054: PostUp is not taken over'
        Get-Text | Should -Not -Match 'AAAAAAAA'
    }

    It 'takes files from the pipeline as one edit, each beside those before it' {
        Set-Content $TestDrive/tv.conf @(
            '[Interface]'
            'PrivateKey = gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgEA='
            'Address = 10.20.9.3/32'
            '[Peer]'
            "PublicKey = L+V9o0fNYkMVKNqsX7spBzD/9oSvxM/C7ZCZX1jLO3Q="
            'Endpoint = vpn.example.net:51820'
            'AllowedIPs = 10.20.0.0/16'
        )
        $null = Import-PmWireGuardConfig $TestDrive/office.conf -Endpoint vpn.example.net 3>$null
        $null = Get-Item $TestDrive/office.conf, $TestDrive/tv.conf | Import-PmWireGuardConfig 3>$null
        (Get-PmPeer tv 3>$null).Via | Should -Be office
    }

    It 'writes preshared keys where it is told, and refers to them' {
        $shared = 'BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA='
        Add-Content $TestDrive/office.conf "PresharedKey = $shared"
        $secrets = Join-Path $directory secrets
        Import-PmWireGuardConfig $TestDrive/office.conf -Endpoint vpn.example.net -SecretDirectory $secrets -WhatIf 3>$null
        $secrets | Should -Not -Exist
        Import-PmWireGuardConfig $TestDrive/office.conf -Endpoint vpn.example.net -SecretDirectory $secrets -WarningVariable warnings 3>$null
        Get-Content $secrets/phone.psk | Should -Be $shared
        [int](Get-Item $secrets/phone.psk).UnixFileMode | Should -Be 384 -Because 'that is 0600'
        Get-Text | Should -Match 'presharedKey: file:secrets/phone.psk'
        "$warnings$(Get-Text)" | Should -Not -Match $shared
        (Export-PmPeerConfig phone 3>$null).Content | Should -Match "PresharedKey = $shared"
    }

    It 'takes a file with brackets in its name, <_>' -ForEach 'piped', 'named' {
        $file = Join-Path $TestDrive 'wg[1].conf'
        Copy-Item $TestDrive/office.conf $file
        if ($_ -eq 'piped') { Get-Item -LiteralPath $file | Import-PmWireGuardConfig -Name office -Endpoint vpn.example.net 3>$null }
        else { Import-PmWireGuardConfig -LiteralPath $file -Name office -Endpoint vpn.example.net 3>$null }
        (Get-PmGateway office 3>$null).Name | Should -Be office
    }

    It 'has an error for <_>, and goes on' -ForEach 'none.conf', 'none*.conf', 'none/wg0.conf' {
        $missing = Join-Path $TestDrive $_
        Import-PmWireGuardConfig $missing, $TestDrive/office.conf -Endpoint vpn.example.net -ErrorVariable problems -ErrorAction SilentlyContinue 3>$null
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'PM2144,*'
        "$($problems[0].ErrorDetails)" | Should -BeLike '*-LiteralPath*'
        (Get-PmGateway office 3>$null).Name | Should -Be office
    }

    It 'takes a name or an endpoint for one file only' {
        Copy-Item $TestDrive/office.conf $TestDrive/branch.conf
        { Get-Item $TestDrive/office.conf, $TestDrive/branch.conf | Import-PmWireGuardConfig -Endpoint vpn.example.net 3>$null } | Should -Throw -ErrorId 'PM2116,*'
        Get-Text | Should -BeExactly $text
    }

    It 'changes nothing under -WhatIf, or where a file has errors' {
        Import-PmWireGuardConfig $TestDrive/office.conf -Endpoint vpn.example.net -PassThru -WhatIf 3>$null | Should -BeNullOrEmpty
        { Import-PmWireGuardConfig $TestDrive/office.conf } | Should -Throw -ErrorId 'PM1052,*'
        { Import-PmWireGuardConfig $env:PM_INVENTORY } | Should -Throw -ErrorId 'PM1050,*'
        Get-Text | Should -BeExactly $text
    }
}
