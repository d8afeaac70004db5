import Complaints
import Statements

/// What happened when, over all listings: a line for each statement and what it did.
struct ComplaintTimeline {
    private struct Line {
        let transition: Transition
        let entry: EntryReference
        let time: EventTime
        var places: [Int]
    }

    private let words: ComplaintWords
    private let state: CaseState

    init(_ words: ComplaintWords, _ state: CaseState) {
        self.words = words
        self.state = state
    }

    var section: HTML {
        let lines = self.lines
        let items = lines.prefix(Self.shownMax).map { item($0) }
        let pauses = state.pauses.map { pause -> HTML in
            "<li>\(ConsoleWords.minute(pause.from)) – \(ConsoleWords.minute(pause.until)) · \(words[.stepPause]): \(words[.init(pause.reason)])</li>\n"
        }
        let more: HTML =
            lines.count > Self.shownMax
            ? "<p class=\"small\">+\(ConsoleWords.grouped(lines.count - Self.shownMax))</p>" : ""
        return """
            <section><h2>\(words[.timelineHeading])</h2><p class="small">\(words[.timelineLead])</p>
            <ol class="items">
            \(HTML.joined(items))\(HTML.joined(pauses))</ol>\(more)</section>
            """
    }

    private static let shownMax = 200

    /// The steps of all listings, those of one statement together, as they were confirmed.
    private var lines: [Line] {
        struct Name: Hashable {
            let entry: EntryReference
            let transition: Transition
        }
        var found: [Name: Line] = [:]
        for listing in state.listings {
            for step in listing.steps {
                let name = Name(entry: step.entry, transition: step.transition)
                let line = Line(
                    transition: step.transition, entry: step.entry, time: step.time, places: [])
                found[name, default: line].places.append(listing.place)
            }
        }
        return found.values.sorted { left, right in
            left.time == right.time
                ? (left.entry, left.transition.rawValue) < (right.entry, right.transition.rawValue)
                : left.time < right.time
        }
    }

    private func item(_ line: Line) -> HTML {
        let places = Set(line.places)
        let which: HTML =
            places.count == state.listings.count
            ? "\(words[.allListings])"
            : "\(words[.listing]) \(ComplaintWords.places(line.places))"
        return
            "<li>\(words.time(line.time)) · <strong>\(words[.init(line.transition)])</strong> · \(which) <code class=\"small\">\(line.entry.description)</code></li>\n"
    }
}
