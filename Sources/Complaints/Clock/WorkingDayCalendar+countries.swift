/// Calendars of some countries. One more is one more value: nothing else knows their number. Days that
/// hold in parts of a country only are not in them; who detains there adds them to `closed`.
extension WorkingDayCalendar {
    package static let countries: [WorkingDayCalendar] = [
        germany, france, netherlands, englandAndWales, unitedStates,
    ]

    package static func of(_ country: String) -> WorkingDayCalendar? {
        countries.first { $0.country == country }
    }

    /// Holidays of all sixteen states.
    package static let germany = WorkingDayCalendar(
        country: "DE",
        source:
            "Einigungsvertrag Art. 2(2) and the holiday acts of the states, as far as all agree",
        wallClock: .european(minutes: 60),
        holidays: [
            .init("Neujahr", .fixed(month: 1, day: 1)), .init("Karfreitag", .easter(-2)),
            .init("Ostermontag", .easter(1)), .init("Tag der Arbeit", .fixed(month: 5, day: 1)),
            .init("Christi Himmelfahrt", .easter(39)), .init("Pfingstmontag", .easter(50)),
            .init("Tag der Deutschen Einheit", .fixed(month: 10, day: 3), since: 1990),
            .init("Erster Weihnachtstag", .fixed(month: 12, day: 25)),
            .init("Zweiter Weihnachtstag", .fixed(month: 12, day: 26)),
        ])

    package static let france = WorkingDayCalendar(
        country: "FR", source: "Code du travail, article L3133-1",
        wallClock: .european(minutes: 60),
        holidays: [
            .init("Jour de l'an", .fixed(month: 1, day: 1)), .init("Lundi de Pâques", .easter(1)),
            .init("Fête du travail", .fixed(month: 5, day: 1)),
            .init("Victoire 1945", .fixed(month: 5, day: 8)), .init("Ascension", .easter(39)),
            .init("Lundi de Pentecôte", .easter(50)),
            .init("Fête nationale", .fixed(month: 7, day: 14)),
            .init("Assomption", .fixed(month: 8, day: 15)),
            .init("Toussaint", .fixed(month: 11, day: 1)),
            .init("Armistice 1918", .fixed(month: 11, day: 11)),
            .init("Noël", .fixed(month: 12, day: 25)),
        ])

    package static let netherlands = WorkingDayCalendar(
        country: "NL", source: "Algemene termijnenwet, article 3(1) and (2)",
        wallClock: .european(minutes: 60),
        holidays: [
            .init("Nieuwjaarsdag", .fixed(month: 1, day: 1)), .init("Goede Vrijdag", .easter(-2)),
            .init("Tweede Paasdag", .easter(1)),
            .init("Koningsdag", .fixed(month: 4, day: 27), since: 2014),
            .init("Bevrijdingsdag", .fixed(month: 5, day: 5)),
            .init("Hemelvaartsdag", .easter(39)), .init("Tweede Pinksterdag", .easter(50)),
            .init("Eerste Kerstdag", .fixed(month: 12, day: 25)),
            .init("Tweede Kerstdag", .fixed(month: 12, day: 26)),
        ])

    package static let englandAndWales = WorkingDayCalendar(
        country: "GB",
        source:
            "Banking and Financial Dealings Act 1971, schedule 1, common law and royal proclamation",
        wallClock: .european(minutes: 0),
        holidays: [
            .init("New Year's Day", .fixed(month: 1, day: 1), since: 1974),
            .init("Good Friday", .easter(-2)), .init("Easter Monday", .easter(1)),
            .init("Early May bank holiday", .weekday(1, nth: 1, month: 5), since: 1978),
            .init("Spring bank holiday", .weekday(1, nth: -1, month: 5)),
            .init("Summer bank holiday", .weekday(1, nth: -1, month: 8)),
            .init("Christmas Day", .fixed(month: 12, day: 25)),
            .init("Boxing Day", .fixed(month: 12, day: 26)),
        ], shift: .nextWorkingDay)

    /// By the clock of Washington.
    package static let unitedStates = WorkingDayCalendar(
        country: "US", source: "5 U.S.C. 6103", wallClock: .unitedStates(minutes: -300),
        holidays: [
            .init("New Year's Day", .fixed(month: 1, day: 1)),
            .init(
                "Birthday of Martin Luther King, Jr.", .weekday(1, nth: 3, month: 1), since: 1986),
            .init("Washington's Birthday", .weekday(1, nth: 3, month: 2), since: 1971),
            .init("Memorial Day", .weekday(1, nth: -1, month: 5), since: 1971),
            .init("Juneteenth", .fixed(month: 6, day: 19), since: 2021),
            .init("Independence Day", .fixed(month: 7, day: 4)),
            .init("Labor Day", .weekday(1, nth: 1, month: 9)),
            .init("Columbus Day", .weekday(1, nth: 2, month: 10), since: 1971),
            .init("Veterans Day", .fixed(month: 11, day: 11), since: 1978),
            .init("Thanksgiving Day", .weekday(4, nth: 4, month: 11)),
            .init("Christmas Day", .fixed(month: 12, day: 25)),
        ], shift: .nearestWeekday)
}
