/// Amounts beside one another, as lines of different lengths.
enum ShareBars {
    /// One line, for a cell of a table that has the figure too.
    static func bar(_ amount: UInt64, of most: UInt64) -> HTML {
        let share = most == 0 ? 0 : Double(amount) / Double(most) * 120
        return
            "<svg class=\"share\" viewBox=\"0 0 120 10\" width=\"120\" height=\"10\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"ground\" width=\"120\" height=\"10\" rx=\"2\"/><rect width=\"\(PictureNumber.text(amount > 0 ? max(share, 2) : 0))\" height=\"10\" rx=\"2\"/></svg>"
    }
}
