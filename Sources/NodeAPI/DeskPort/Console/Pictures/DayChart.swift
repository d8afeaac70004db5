import Roster

/// How many statements were made on each day, as columns. The figures stand beside it in a table.
struct DayChart {
    private static let (width, height, base) = (640, 150, 124)

    let days: [ConsoleOverview.Day]
    /// What it shows, in words.
    let title: String

    var svg: HTML {
        let most = max(days.map(\.total).max() ?? 0, 1)
        let step = Double(Self.width) / Double(max(days.count, 1))
        let columns = days.enumerated().map { place, day -> HTML in
            let full = Double(Self.base - 28)
            var height = Double(day.total) / Double(most) * full
            if day.total > 0 { height = max(height, 2) }
            let x = PictureNumber.text(Double(place) * step + 1.5)
            let y = PictureNumber.text(Double(Self.base) - height)
            return
                "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(PictureNumber.text(step - 3))\" height=\"\(PictureNumber.text(height))\" rx=\"1.5\"><title>\(Self.day(day)): \(ConsoleWords.grouped(day.total))</title></rect>"
        }
        let labels = [0, days.count / 2, days.count - 1].compactMap { place -> HTML? in
            guard days.indices.contains(place) else { return nil }
            let anchor = place == 0 ? "start" : place == days.count - 1 ? "end" : "middle"
            let x =
                anchor == "start"
                ? 0 : anchor == "end" ? Double(Self.width) : (Double(place) + 0.5) * step
            return
                "<text x=\"\(PictureNumber.text(x))\" y=\"\(String(Self.height - 8))\" text-anchor=\"\(anchor)\">\(Self.day(days[place]))</text>"
        }
        return """
            <svg class="chart" viewBox="0 0 \(String(Self.width)) \(String(Self.height))" role="img" aria-label="\(title)">
            <line x1="0" y1="\(String(Self.base))" x2="\(String(Self.width))" y2="\(String(Self.base))"/>
            <text x="0" y="18">\(ConsoleWords.grouped(most))</text>
            \(HTML.joined(columns))\(HTML.joined(labels))</svg>
            """
    }

    static func day(_ day: ConsoleOverview.Day) -> String {
        String(UTCTimestamp(millisecondsSince1970: day.start).description.prefix(10))
    }
}

/// Figures in pictures: two decimals are finer than any screen.
enum PictureNumber {
    static func text(_ figure: Double) -> String {
        let hundredths = Int((figure * 100).rounded())
        guard hundredths % 100 != 0 else { return "\(hundredths / 100)" }
        let fraction = "\(abs(hundredths % 100) + 100)".dropFirst()
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(fraction)"
    }
}
