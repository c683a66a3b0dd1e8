#!/usr/bin/env bash
# Comments the plan on $PULL_REQUEST. Fails when the inventory is wrong or a host cannot be read; differences are what the comment is for.
set -euo pipefail

code=0
pm plan --detailed-exitcode --no-color >plan.txt 2>&1 || code=$?
case $code in
  0) title='Nothing would change.' ;;
  2) title='Applying this would change:' ;;
  *) title='The plan failed:' ;;
esac
{
  echo "$title"
  echo
  # Four spaces make a block of code whatever is in it; GitHub takes 65,536 characters.
  sed 's/^/    /' plan.txt | head -c 60000
} >comment.md
gh pr comment "$PULL_REQUEST" --edit-last --create-if-none --body-file comment.md
[ "$code" -eq 0 ] || [ "$code" -eq 2 ]
