/// Classes of UAX #9 that the Bidi rule of RFC 5893 tells apart, in the order of the table.
enum BidiClass: UInt8 {
    case leftToRight, rightToLeft, arabicLetter, arabicNumber, europeanNumber
    case europeanSeparator, commonSeparator, europeanTerminator, otherNeutral, boundaryNeutral
    case nonspacingMark
    case other = 15
}
