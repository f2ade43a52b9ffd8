import Box from "@mui/material/Box";
import { styled } from "@mui/material/styles";

import { visuallyHidden } from "@/ui/visuallyHidden";

const Table = styled("table")(({ theme }) => ({
  width: "100%",
  borderCollapse: "collapse",
  fontSize: "0.9375rem",
  fontVariantNumeric: "tabular-nums",
  // What stands above the table says the same.
  "& caption": visuallyHidden,
  "& th, & td": {
    textAlign: "end",
    padding: theme.spacing(0.75, 0, 0.75, 1.5),
    borderTop: `1px solid ${theme.vars!.palette.divider}`,
    whiteSpace: "nowrap",
  },
  "& thead th": {
    border: 0,
    fontSize: "0.8125rem",
    fontWeight: 500,
    color: theme.vars!.palette.text.secondary,
  },
  "& th:first-of-type": {
    textAlign: "start",
    paddingInlineStart: 0,
    fontWeight: 500,
    // On narrow screens the name gives way to the figures.
    whiteSpace: "normal",
    overflowWrap: "break-word",
    minWidth: 110,
  },
}));

/** A host or a path, which may go on in the next line after a dot or a slash. */
const breakable = (name = "") =>
  (name.match(/[^./]*[./]?/g) ?? []).flatMap((part, index) => [<wbr key={index} />, part]);

interface DataTableProps {
  caption: string;
  columns: readonly string[];
  /** The first cell of each row is its name. */
  rows: readonly (readonly string[])[];
}

/** Figures in rows; scrolls sideways in itself where the screen is narrow. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  return (
    <Box
      role="region"
      aria-label={caption}
      // A region that scrolls is reached by keyboard.
      tabIndex={0}
      sx={{ overflowX: "auto", scrollbarWidth: "thin" }}
    >
      <Table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{breakable(name)}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Box>
  );
}
