package extract

import (
	"time"

	"readout/digest/news"
)

// Days are counted from the beginning of 1970 where much is reckoned with them:
// news.Day is made for reading.

const secondsOfDay = 24 * 60 * 60

// numberOf counts a day; false where the month has none such.
func numberOf(year int, month time.Month, day int) (int, bool) {
	y, m := year, int(month)
	if m <= 2 {
		// A year is counted from March, so that a leap day is its last.
		y, m = y-1, m+12
	}
	const before1970 = 719469
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + day - before1970, 1 <= day && day <= daysOf(year, month)
}

// daysOf is how many days a month has.
func daysOf(year int, month time.Month) int {
	switch {
	case month == time.February && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == time.February:
		return 28
	case month == time.April, month == time.June, month == time.September, month == time.November:
		return 30
	}
	return 31
}

// number counts a day that is known.
func number(day news.Day) int {
	digit := func(i int) int { return int(day[i] - '0') }
	year := digit(0)*1000 + digit(1)*100 + digit(2)*10 + digit(3)
	n, _ := numberOf(year, time.Month(digit(5)*10+digit(6)), digit(8)*10+digit(9))
	return n
}

// dayNumbered is the day of a number, within the years that dates are read of.
func dayNumbered(n int) news.Day {
	year, month, day := time.Unix(int64(n)*secondsOfDay, 0).UTC().Date()
	return isoDay(year, month, day)
}

// isoDay writes a day of the years up to 9999.
func isoDay(year int, month time.Month, day int) news.Day {
	m := int(month)
	return news.Day([]byte{
		byte('0' + year/1000), byte('0' + year/100%10), byte('0' + year/10%10), byte('0' + year%10), '-',
		byte('0' + m/10), byte('0' + m%10), '-', byte('0' + day/10), byte('0' + day%10),
	})
}

// yearOf is the year of a day that is known.
func yearOf(day news.Day) int {
	n := 0
	for _, digit := range []byte(day[:4]) {
		n = 10*n + int(digit-'0')
	}
	return n
}

// dayFrom is the day so many days from today.
func (c calendar) dayFrom(n int) news.Day { return dayNumbered(number(c.today) + n) }

// weekdayOfToday is 0 on a Sunday.
func (c calendar) weekdayOfToday() int {
	const thursday = 4 // the first day of 1970
	return ((number(c.today)+thursday)%7 + 7) % 7
}
