import Complaints
import Statements

extension Course {
    /// A course of random statements, many of them illegal, with times that are equal, out of order or
    /// missing.
    static func random(_ generator: inout SeededGenerator, statements: Int) -> Course {
        let count = Int.random(in: 1...4, using: &generator)
        var course = Course(listings: count)
        var entries = [course.complaint]
        for _ in 0..<statements {
            let hours: Double? =
                Int.random(in: 0..<8, using: &generator) == 0
                ? nil : Double(Int.random(in: -2...30, using: &generator))
            let places = (0..<count).filter { _ in Bool.random(using: &generator) }
            let named = places.isEmpty ? [0] : places
            let any = entries.randomElement(using: &generator) ?? course.complaint
            let reviewer = ["r1", "r2", "r3", nil].randomElement(using: &generator) ?? nil
            let verdict =
                ComplaintDecision.Verdict.allCases.randomElement(using: &generator) ?? .refuse
            let entry: EntryReference
            switch Int.random(in: 0..<14, using: &generator) {
            case 0, 1, 2: entry = course.decide(verdict, named, at: hours, by: reviewer)
            case 3, 4, 5:
                entry = course.decide(
                    verdict == .return ? .refuse : verdict, named, at: hours, by: reviewer,
                    answering: any)
            case 6: entry = course.counter(places, at: hours)
            case 7: entry = course.appeal(places, at: hours)
            case 8: entry = course.request(places, at: hours, due: 20)
            case 9: entry = course.supply(any, at: hours)
            case 10:
                let kind = ComplaintOutcome.Kind.allCases.randomElement(using: &generator)
                entry = course.outcome(
                    kind ?? .seized, order: kind?.answersAnOrder == true ? any : nil, places,
                    at: hours)
            case 11: entry = course.withdraw(named, at: hours)
            case 12:
                entry =
                    Bool.random(using: &generator)
                    ? course.reinstate(named, at: hours)
                    : course.hold(until: 12, places, at: hours, by: .platform)
            default:
                entry =
                    Bool.random(using: &generator)
                    ? course.pause(until: 16, at: hours)
                    : course.say(
                        .complaint(Course.complaint(Course.listings(1), mends: course.complaint)),
                        by: .brand, at: hours)
            }
            entries.append(entry)
        }
        return course
    }
}
