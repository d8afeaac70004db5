import CSV

extension SpreadsheetForm {
    /// What a page says of a list that was sent so.
    func sentence(_ language: DeskLanguage) -> String {
        let text: PageText =
            switch self {
            case .text(.utf8): .listReadUTF8
            case .text(.utf16LittleEndian), .text(.utf16BigEndian): .listReadUTF16
            case .text(.gb18030): .listReadGB18030
            case .workbook: .listReadWorkbook
            }
        return text(language)
    }
}
