# pm's own completion in PowerShell; the cmdlets need none of it.
Describe 'pm completion pwsh' {
    BeforeAll {
        $path = $env:PATH
        $env:PATH = (Resolve-Path $PSScriptRoot/../../out/bin).Path + [IO.Path]::PathSeparator + $path
        $env:PM_INVENTORY = Join-Path $PSScriptRoot 'Hosts/fleet.yml'
        pm completion pwsh | Out-String | Invoke-Expression
    }

    AfterAll { $env:PATH = $path }

    It "completes '<line>'" -ForEach @(
        @{ line = 'pm pla'; words = 'plan' }
        @{ line = 'pm plan --limit am'; words = 'ams1' }
        @{ line = 'pm bundle '; words = 'build', 'verify' }
    ) {
        $found = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $words | ForEach-Object { $found | Should -Contain $_ }
    }
}
