# Completion of pm for PowerShell: pm completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName pm -ScriptBlock {
    param($word, $line, $cursor)
    # The line ends where its last word does; the cursor may stand behind a space after it.
    $text = $line.ToString().PadRight($cursor)
    & (Get-Command pm -CommandType Application | Select-Object -First 1) "[suggest:$cursor]" $text 2>$null |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
