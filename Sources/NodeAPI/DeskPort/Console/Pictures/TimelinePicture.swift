import AllianceNames
import MergedView
import Roster

/// Who said what of an identifier when: a lane for each member. All of it stands in the tables too.
struct TimelinePicture {
    private static let (width, left, lane, lanesMax) = (720, 190, 30, 16)
    private static let nameCharacters = 24

    private struct Lane {
        var reports: [UInt64] = []
        var objections: [UInt64] = []
        var seen: (UInt64, UInt64)?
        var times: [UInt64] { reports + objections + (seen.map { [$0.0, $0.1] } ?? []) }
    }

    private let context: ConsoleContext
    private let lanes: [(member: MemberID, lane: Lane)]

    init(_ state: IndicatorState, _ context: ConsoleContext) {
        self.context = context
        var lanes: [MemberID: Lane] = [:]
        for report in state.reports {
            lanes[report.member, default: Lane()].reports.append(report.issuedAt)
        }
        for objection in state.objections {
            lanes[objection.member, default: Lane()].objections.append(objection.issuedAt)
        }
        for sighting in state.sightings {
            lanes[sighting.member, default: Lane()].seen = (
                sighting.said.firstSeen, sighting.said.lastSeen
            )
        }
        self.lanes = lanes.sorted { left, right in
            (left.value.times.min() ?? 0, left.key) < (right.value.times.min() ?? 0, right.key)
        }.map { ($0.key, $0.value) }
    }

    /// Empty where nobody said anything.
    var svg: HTML {
        let shown = lanes.prefix(Self.lanesMax)
        let times = shown.flatMap(\.lane.times)
        guard let first = times.min(), let last = times.max() else { return "" }
        let height = shown.count * Self.lane + 34
        let rows = shown.enumerated().map { row($0, $1.member, $1.lane, first...last) }
        let axis = height - 10
        return """
            <svg class="timeline" viewBox="0 0 \(String(Self.width)) \(String(height))" role="img" aria-label="\(context[.timelineHeading])">
            \(HTML.joined(rows))
            <text class="small" x="\(String(Self.left))" y="\(String(axis))">\(Self.day(first))</text>
            \(first == last ? "" : "<text class=\"small\" x=\"\(String(Self.width - 8))\" y=\"\(String(axis))\" text-anchor=\"end\">\(Self.day(last))</text>")</svg>
            """
    }

    private func row(
        _ place: Int, _ member: MemberID, _ lane: Lane, _ range: ClosedRange<UInt64>
    ) -> HTML {
        let y = place * Self.lane + Self.lane / 2 + 2
        let middle = String(y)
        var marks: [HTML] = []
        if let seen = lane.seen {
            marks.append(
                "<line class=\"seen\" x1=\"\(x(seen.0, range))\" y1=\"\(middle)\" x2=\"\(x(max(seen.0, seen.1), range))\" y2=\"\(middle)\"/>"
            )
        }
        for time in lane.reports {
            marks.append(
                "<circle class=\"report\" cx=\"\(x(time, range))\" cy=\"\(middle)\" r=\"6\"><title>\(context[.legendReport]) \(Self.day(time))</title></circle>"
            )
        }
        for time in lane.objections {
            marks.append(
                "<rect class=\"objection\" x=\"-5.5\" y=\"-5.5\" width=\"11\" height=\"11\" transform=\"translate(\(x(time, range)) \(middle)) rotate(45)\"><title>\(context[.legendObjection]) \(Self.day(time))</title></rect>"
            )
        }
        let name = ShownValue.plain(context.name(member), max: Self.nameCharacters)
        return """
            <line class="lane" x1="\(String(Self.left))" y1="\(middle)" x2="\(String(Self.width))" y2="\(middle)"/>
            <text x="0" y="\(String(y + 5))">\(name)</text>
            \(HTML.joined(marks))
            """
    }

    private func x(_ time: UInt64, _ range: ClosedRange<UInt64>) -> String {
        let room = Double(Self.width - Self.left - 24)
        let span = Double(range.upperBound - range.lowerBound)
        let share = span == 0 ? 0 : Double(time - range.lowerBound) / span
        return PictureNumber.text(Double(Self.left + 10) + share * room)
    }

    private static func day(_ time: UInt64) -> String {
        String(UTCTimestamp(millisecondsSince1970: time).description.prefix(10))
    }
}
