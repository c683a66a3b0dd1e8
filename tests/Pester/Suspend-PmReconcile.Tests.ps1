BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Suspend-PmReconcile' {
    BeforeEach { Clear-Request }

    It 'pauses the hosts of a pipeline' {
        $outcomes = Get-PmGateway -Group eu | Suspend-PmReconcile -For 02:00:00 -Why 'new disks'
        $outcomes.Verdict | Should -Be Applied, Applied
        $outcomes[0].Done | Should -BeLike 'paused until *: new disks'
        Get-Request | Sort-Object | Should -Be 'differing pause', 'ordered pause'
    }

    It 'asks no host under -WhatIf' {
        Suspend-PmReconcile ams1 -For 02:00:00 -Why x -WhatIf | Should -BeNullOrEmpty
        Get-Request | Should -BeNullOrEmpty
    }

    It 'refuses a time that is none: <_>' -ForEach 2, 0, -2, '31.00:00:00' {
        { Suspend-PmReconcile ams1 -For $_ -Why x } | Should -Throw -ErrorId 'PM2116,*'
        Get-Request | Should -BeNullOrEmpty
    }
}
