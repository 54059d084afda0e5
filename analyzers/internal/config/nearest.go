package config

// suggest returns a hint at the name that somebody probably meant, or "".
func suggest(got string, known []string) string {
	best, least := "", min(2, len(got)/2)
	for _, name := range known {
		if d := distance(got, name); d <= least && (best == "" || d < distance(got, best)) {
			best = name
		}
	}
	if best == "" {
		return ""
	}
	return `; did you mean "` + best + `"`
}

// distance counts the letters that have to be added, left out, replaced, or swapped
// with their neighbour.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
