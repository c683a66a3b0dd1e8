BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Get-PmGeneration' {
    It 'lists what a host keeps, newest first' {
        $kept = @(Get-PmGeneration ams1)
        $kept.Generation | Should -Be 1764000000000, 1763000000000
        $kept.Current | Should -Be $true, $false
        $kept[0].Commit | Should -Be cccccccccccccccc
        $kept[0] | Should -BeOfType ProxyManager.Cmdlets.Output.GenerationInfo
    }

    It 'gives Undo-PmReconcile the generation of each host' {
        Get-PmGeneration ams1, fra1 | Where-Object -Not Current | Undo-PmReconcile -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.TargetObject | Sort-Object | Should -Be ams1, fra1
        $failed | ForEach-Object { "$_" | Should -Match 'no generation 1763000000000' }
    }

    It 'does not choose among several generations of a host' {
        { Get-PmGeneration ams1 | Undo-PmReconcile -WhatIf } | Should -Throw -ErrorId 'PM2150,*'
    }

    It 'shows a table' {
        Get-PmGeneration ams1 | Out-String | Should -Match '1764000000000.*current.*cccccccccccc\+'
    }
}
