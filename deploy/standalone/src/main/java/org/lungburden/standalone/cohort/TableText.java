package org.lungburden.standalone.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a table, without a byte order mark. It must be UTF-8, and one row must not be longer than a megabyte: an
 * open quote would otherwise take the rest of the file into memory.
 */
final class TableText extends FilterReader {
    private static final int MOST_OF_A_ROW = 1 << 20;
    private static final int FIRST_BYTES = 4;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private long sinceRow;

    private TableText(Reader in) {
        super(in);
    }

    static TableText open(Path file) throws IOException {
        try (InputStream first = Files.newInputStream(file)) {
            checkFirst(first.readNBytes(FIRST_BYTES));
        }
        BufferedReader text = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
        } catch (IOException e) {
            try (text) {
                throw e;
            }
        }
        return new TableText(text);
    }

    private static void checkFirst(byte[] first) {
        if (first.length == 0) {
            throw new TableFaultException("the file is empty");
        }
        int start = (first[0] & 0xff) << 8 | (first.length > 1 ? first[1] & 0xff : 0);
        switch (start) {
            case 0x504b ->
                throw new TableFaultException("this is a workbook or a zip, no CSV; save the sheet as CSV UTF-8");
            case 0x1f8b -> throw new TableFaultException("this is gzip, no CSV; unpack it first");
            case 0xfffe, 0xfeff -> throw new TableFaultException("this is UTF-16; save the table as CSV UTF-8");
            default -> {}
        }
    }

    /** A row was read whole. */
    void nextRow() {
        sinceRow = 0;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        sinceRow += Math.max(0, count);
        if (sinceRow > MOST_OF_A_ROW) {
            throw new TableFaultException("a row is longer than a megabyte; is a quote not closed?");
        }
        for (int n = 0; n < count; n++) {
            if (target[offset + n] == 0) {
                throw new TableFaultException("this is no text, and so no CSV");
            }
        }
        return count;
    }
}
