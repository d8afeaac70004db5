import Complaints

/// How many listings stand where, as one bar; the figures stand beside it in words.
struct StageBar {
    private static let (width, height) = (600.0, 14)

    let stages: [ListingStage: Int]
    let words: ComplaintWords

    var svg: HTML {
        let whole = stages.values.reduce(0, +)
        guard whole > 0 else { return "" }
        var x = 0.0
        var parts: [HTML] = []
        for stage in ListingStage.allCases {
            guard let count = stages[stage], count > 0 else { continue }
            let width = Double(count) / Double(whole) * Self.width
            parts.append(
                "<rect class=\"\(ComplaintWords.colour(of: stage))\" x=\"\(PictureNumber.text(x))\" width=\"\(PictureNumber.text(max(width - 1, 0.5)))\" height=\"\(String(Self.height))\"><title>\(words[.init(stage)]): \(String(count))</title></rect>"
            )
            x += width
        }
        return
            "<svg class=\"stages\" viewBox=\"0 0 \(String(Int(Self.width))) \(String(Self.height))\" role=\"img\" aria-label=\"\(words[.listGlance])\">\(HTML.joined(parts))</svg>"
    }
}
