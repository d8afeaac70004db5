import Casework
import NodeAPI
import SignIn
import Testing

/// What pages say of limits is what holds.
@Suite struct StatedLimitsTests {
    private static let stated: [(text: PageText, figures: [String])] = [
        (
            .listFileHint,
            [
                "\(CheckedList.rowsMax / 1_000),000", "\(CheckedList.valuesMax / 1_000),000",
            ]
        ),
        (.listTooManyColumns, ["\(CheckedList.columnsMax)"]),
        (.listTooLong, ["\(CheckedList.textBytesMax >> 10) KiB"]),
        (.caseFileHint, ["\(CaseLimits.fileBytesMax >> 10) KiB"]),
        (.purposeWrong, ["\(Purpose.referenceCharactersMax)"]),
    ]

    @Test("each language states the limits of lists, files of cases and purposes as they are")
    func figures() {
        for language in DeskLanguage.allCases {
            for (text, figures) in Self.stated {
                for figure in figures {
                    #expect(text(language).contains(figure), "\(text) in \(language)")
                }
            }
        }
    }
}
