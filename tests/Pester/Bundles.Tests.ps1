BeforeAll {
    . $PSScriptRoot/Fleet.ps1
    $directory = Join-Path $TestDrive bundles
    $public = "$env:PM_KEY.pub"
}

Describe 'New-PmBundle' {
    It 'writes nothing under -WhatIf' {
        New-PmBundle $directory -WhatIf | Should -BeNullOrEmpty
        $directory | Should -Not -Exist
    }

    It 'signs one generation for all hosts of the pipeline, and reads no host' {
        Clear-Request
        $bundles = Get-PmGateway -Group eu | New-PmBundle $directory
        $bundles.Host | Should -Be ams1, fra1
        $bundles.Generation | Sort-Object -Unique | Should -HaveCount 1
        $bundles.Path | Should -Exist
        Get-Request | Should -BeNullOrEmpty
    }

    It 'warns of a host that is not in the lock' {
        $null = New-PmBundle $directory -Limit ams1 -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'PM1302: ams1 is not in the lock'
    }
}

Describe 'Test-PmBundle' {
    BeforeAll { $null = New-PmBundle $directory }

    It 'says what is in a bundle' {
        $bundle = Get-ChildItem $directory/ams1* | Test-PmBundle -PublicKey $public
        $bundle.Fleet, $bundle.Host | Should -Be acme, ams1
        $bundle.Resources | Should -BeGreaterThan 5
    }

    It 'refuses one that was changed, and goes on' {
        $bad = Join-Path $TestDrive bad.bundle.json
        $bytes = [IO.File]::ReadAllBytes("$directory/ams1.bundle.json")
        $bytes[$bytes.Length / 2] = $bytes[$bytes.Length / 2] -bxor 1
        [IO.File]::WriteAllBytes($bad, $bytes)
        $good = $bad, "$directory/fra1.bundle.json" | Test-PmBundle -PublicKey $public -ErrorAction SilentlyContinue -ErrorVariable problem
        $good.Host | Should -Be fra1
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2204,*'
        Test-PmBundle $bad -PublicKey $public -Quiet | Should -BeFalse
    }

    It 'refuses another key' {
        $null = New-PmSigningKey (Join-Path $TestDrive other.key)
        Test-PmBundle "$directory/ams1.bundle.json" -PublicKey (Join-Path $TestDrive other.key.pub) -Quiet | Should -BeFalse
    }

    It 'never takes a file that is not there for a bad one' {
        { Test-PmBundle (Join-Path $TestDrive none) -PublicKey $public -Quiet -ErrorAction Stop } | Should -Throw -ErrorId 'PM2205,*'
    }
}
