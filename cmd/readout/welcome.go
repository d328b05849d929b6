package main

import (
	"fmt"
	"strings"

	"readout/configs"
	"readout/digest/news"
)

// try is something to type and what comes of it.
type try struct{ command, gives string }

func welcomeSample(kept string) []news.Block {
	what := "nothing is kept."
	if kept != "" {
		what = "everything is kept in " + configs.StoreName(kept) + "."
	}
	return greeting(
		"This is the whole bot on sample news: two weeks of it from five invented outlets. Nothing leaves this machine, and "+what,
		welcomeTries()...,
	)
}

// welcomeTries name people of the sample.
func welcomeTries() []try {
	return []try{
		{"/digest 24h", "what a digest looks like; a line's number opens its sentence"},
		{"/who Tamberg", "somebody's roles, meetings, words and visits"},
		{"/met Ramsorrun", "whom somebody met; /said and /visits work alike"},
		{"/start", "choose topics and a time, and digests arrive here by themselves"},
	}
}

func welcome(feeds int) []news.Block {
	if feeds == 0 {
		return greeting(
			"The configuration names no feeds, so there is no news to read yet. Try the sample: readout chat --sample",
			try{"/help", "everything that can be typed"},
		)
	}
	return greeting(
		fmt.Sprintf("This is the whole bot. It is reading %d feeds; the first news will be there in a moment.", feeds),
		try{"/start", "choose topics and a time, and digests arrive here by themselves"},
		try{"/digest 24h", "what a digest looks like; a line's number opens its sentence"},
		try{"/help", "everything that can be typed"},
	)
}

func greeting(about string, tries ...try) []news.Block {
	list := news.Text{}
	for i, t := range tries {
		if i > 0 {
			list = append(list, news.Run{Words: "\n"})
		}
		list = append(list,
			news.Run{Words: padded(t.command), Style: news.Code},
			news.Run{Words: t.gives})
	}
	return []news.Block{
		{Kind: news.Heading, Text: news.Text{{Words: "Readout", Style: news.Bold}, {Words: " reads the news and tells who met whom, who said what and who travels where."}}},
		{Kind: news.Item, Text: news.Say(about)},
		{Kind: news.Note, Text: list},
		{Kind: news.Note, Text: news.Text{{Words: "/help", Style: news.Code}, {Words: " shows the rest; "}, {Words: "/quit", Style: news.Code}, {Words: " or Ctrl-D ends it."}}},
	}
}

// padded is a command in a column of its own. Its spaces are hard ones, so
// that they stay.
func padded(command string) string {
	return strings.ReplaceAll(fmt.Sprintf("  %-16s", command), " ", "\u00a0")
}
