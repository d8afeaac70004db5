import Complaints
import Statements

/// What happened when, over all listings: a line for each statement and what it did.
struct ComplaintTimeline {
    private struct Line {
        let transition: Transition
        let entry: EntryReference
        let time: EventTime
        var places: [Int]
        /// How many steps are before it at a listing: what follows at the same second stands behind it.
        var stepsBefore = 0
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
            for (before, step) in listing.steps.enumerated() {
                let name = Name(entry: step.entry, transition: step.transition)
                var line =
                    found[name]
                    ?? Line(
                        transition: step.transition, entry: step.entry, time: step.time, places: [])
                line.places.append(listing.place)
                line.stepsBefore = max(line.stepsBefore, before)
                found[name] = line
            }
        }
        return found.values.sorted { left, right in
            (left.time, left.stepsBefore, left.entry, left.transition.rawValue)
                < (right.time, right.stepsBefore, right.entry, right.transition.rawValue)
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
